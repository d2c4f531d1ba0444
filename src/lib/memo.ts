/** What a key of `memo` may be: data that JSON says in full. */
type Data = string | number | undefined | { readonly [name: string]: Data };

/**
 * A pure function that keeps its last `max` results, the oldest going first. `make` sees nothing but the key, so what
 * is kept can never be older than what was read; it must be neither timed nor changed.
 */
export function memo<Key extends Data, Value>(max: number, make: (key: Key) => Value): (key: Key) => Value {
  const kept = new Map<Data, { value: Value }>();
  return (key) => {
    const name = typeof key === 'object' ? JSON.stringify(key) : key;
    let found = kept.get(name);
    if (!found) {
      found = { value: make(key) };
      for (const oldest of kept.keys()) {
        if (kept.size < max) break;
        kept.delete(oldest);
      }
      kept.set(name, found);
    }
    return found.value;
  };
}
