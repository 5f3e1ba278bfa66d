// Promises with the few methods beyond the standard that Power-Ups use: .get, .tap, .spread, .delay, .timeout.

class PowerUpPromise extends Promise {
  get(key) {
    return this.then((value) => value[key]);
  }

  call(name, ...args) {
    return this.then((value) => value[name](...args));
  }

  return(value) {
    return this.then(() => value);
  }

  tap(use) {
    return this.then((value) => PowerUpPromise.resolve(use(value)).then(() => value));
  }

  spread(use) {
    return this.then((values) => use(...values));
  }

  map(use) {
    return this.then((values) => PowerUpPromise.map(values, use));
  }

  delay(milliseconds) {
    return this.then((value) => PowerUpPromise.delay(milliseconds, value));
  }

  timeout(milliseconds, message = "operation timed out") {
    const late = PowerUpPromise.delay(milliseconds).then(() => {
      throw new Error(message);
    });
    return PowerUpPromise.race([this, late]);
  }

  // With a filter before the handler, as in .catch(SomeError, handle).
  catch(...given) {
    const handle = given.pop();
    if (given.length === 0) return super.catch(handle);
    return super.catch((error) => {
      if (given.some((wanted) => matches(error, wanted))) return handle(error);
      throw error;
    });
  }

  static try(run) {
    return new PowerUpPromise((resolve) => resolve(run()));
  }

  static delay(milliseconds, value) {
    return new PowerUpPromise((resolve) => setTimeout(() => resolve(value), milliseconds));
  }

  static map(values, use) {
    return PowerUpPromise.resolve(values).then((known) =>
      PowerUpPromise.all(known.map((value, index) => PowerUpPromise.resolve(value).then((one) => use(one, index)))),
    );
  }

  static props(things) {
    const names = Object.keys(things);
    return PowerUpPromise.all(names.map((name) => things[name])).then((values) =>
      Object.fromEntries(names.map((name, index) => [name, values[index]])),
    );
  }
}

function matches(error, wanted) {
  if (typeof wanted !== "function") return Object.entries(wanted).every(([key, value]) => error[key] === value);
  return wanted.prototype instanceof Error || wanted === Error ? error instanceof wanted : Boolean(wanted(error));
}
