// The words of a Power-Up in the member's language, from `localization`, `localizer` or `loadLocalizer`.

let localizer = null;

function initLocalizer(locale, options = {}) {
  if (options.localizer) return PowerUpPromise.resolve(useLocalizer(options.localizer));
  if (options.loadLocalizer) return PowerUpPromise.try(() => options.loadLocalizer(locale)).then(useLocalizer);
  if (!options.localization) return PowerUpPromise.resolve();
  const { defaultLocale, supportedLocales, resourceUrl } = options.localization;
  const language = locale.split("-")[0];
  const chosen = [locale, language].find((one) => supportedLocales.includes(one)) || defaultLocale;
  const address = new URL(resourceUrl.replace("{locale}", chosen), location.href);
  return PowerUpPromise.resolve(fetch(address))
    .then((answer) => answer.json())
    .then((words) => useLocalizer({ resourceDictionary: words, localize: (key, data) => fill(words, key, data) }));
}

function useLocalizer(one) {
  localizer = one;
}

function fill(words, key, data) {
  if (!(key in words)) throw new Error(`no text is called ${key}`);
  return words[key].replace(/\{(\w+)\}/g, (whole, name) => (data && name in data ? data[name] : whole));
}

function localizeKey(key, data) {
  if (!localizer) throw new Error("localization was not configured");
  return localizer.localize(key, data);
}

function localizeElement(element) {
  const { i18nId, i18nArgs, i18nAttrs } = element.dataset;
  if (i18nId) element.textContent = localizeKey(i18nId, i18nArgs ? JSON.parse(i18nArgs) : undefined);
  if (!i18nAttrs) return;
  for (const [attribute, key] of Object.entries(JSON.parse(i18nAttrs))) {
    element.setAttribute(attribute, localizeKey(key));
  }
}
