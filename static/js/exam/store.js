// What is kept in this browser until the server has it: in IndexedDB, else in localStorage, else in memory.
const memory = new Map();

async function open() {
  try {
    const idb = await import("../../vendor/idb-keyval.js");
    await idb.set("exam:probe", 1);
    return idb;
  } catch {
    return {
      get: async (key) => JSON.parse(localStorage.getItem(key) ?? "null") ?? undefined,
      set: async (key, value) => localStorage.setItem(key, JSON.stringify(value)),
      del: async (key) => localStorage.removeItem(key),
    };
  }
}

const opened = open();

export async function read(key) {
  try {
    return (await (await opened).get(key)) ?? memory.get(key);
  } catch {
    return memory.get(key);
  }
}

export async function keep(key, value) {
  memory.set(key, value);
  try {
    await (await opened).set(key, value);
  } catch {
    // A full or forbidden store: the page still holds everything and keeps sending.
  }
}

export async function forget(key) {
  memory.delete(key);
  try {
    await (await opened).del(key);
  } catch {
    // Nothing was kept.
  }
}
