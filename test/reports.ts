/** Reports as Vitest writes them in JSON, of which nothing is taken for granted. */

export const valueAt = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

export const listAt = (value: unknown, key: string): unknown[] => {
  const list = valueAt(value, key);
  return Array.isArray(list) ? list : [];
};
