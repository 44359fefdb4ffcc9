// Everything here is unknown to the grammar, and known to TypeScript.
export type * as Types from "./types";

export interface Pipe<in A, out B, in out C = A> {
  name: string
  in: A
  <D>(next: (value: B) => D): Pipe<A, D>
  <D, E>(next: (value: B) => D, last: (value: D) => E): Pipe<A, E>
  map<D>(next: (value: B) => D): Pipe<A, D, C>
}

export type Quoted = `\`${string}\``;

export function first(list: import("./list").List<string>[], fallback?: string): string {
  if (!list.length || !list[0].value) {
    return fallback ?? "";
  }
  return list[0].value;
}

export const rows = (name: string) => sql<{ id: number; make: () => string }[]>`
  select ${name ? name : "id"} from \`rows\`
`;

export class Late {
  constructor(private readonly queue: import("./queue").Queue<number>) {}
  next = () => (this.queue.size > 0 ? this.queue.take() : undefined) as number | undefined;
}

export const checked = expect(first).type.toBe<<T extends string>(list: T[]) => T>();
