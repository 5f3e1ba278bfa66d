# The image of every process: which one it is, the command says (see compose.yaml and the Procfile).
FROM python:3.11-slim
WORKDIR /app
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.txt ./
RUN pip install --require-hashes -r requirements.txt
COPY . .
RUN pip install --no-deps . && useradd --create-home greffier && mkdir /data && chown greffier /data
USER greffier
ENV GREFFIER_DATA=/data PORT=8000
EXPOSE 8000
CMD ["greffier", "serve"]
