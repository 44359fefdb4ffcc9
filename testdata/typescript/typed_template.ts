// A template with type arguments, called in the body of a function without braces.
export const load = (id: string, all?: boolean) => sql<Row>`select * from t where ${id && all ? id : null}`;
export const queries = {
  first: (id: string) =>
    sql<{ a: Row }>`
      select ${id ?? 1}
    `.pipe(orElse(() => (id && fail ? 1 : 2))),
  second: async () => sql<Row>`x`,
};
const third = cond ? () => sql<Row>`y` : (() => sql)()`z`;
