# The image of every process: which one it is, the command says (see compose.yaml and the Procfile).
ARG PYTHON=3.11.14-slim-bookworm

FROM python:${PYTHON} AS built
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/greffier
COPY requirements.txt ./
RUN /opt/greffier/bin/pip install --require-hashes -r requirements.txt
COPY . /source
RUN /opt/greffier/bin/pip install --no-deps /source

FROM python:${PYTHON}
COPY --from=built /opt/greffier /opt/greffier
RUN groupadd --gid 10001 greffier \
    && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin greffier \
    && install --directory --owner=10001 --group=10001 --mode=0700 /data
ENV PATH=/opt/greffier/bin:$PATH PYTHONUNBUFFERED=1 HOME=/data GREFFIER_DATA=/data PORT=8000
WORKDIR /data
VOLUME /data
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-m", "greffier.alive"]
STOPSIGNAL SIGTERM
CMD ["greffier", "serve"]
