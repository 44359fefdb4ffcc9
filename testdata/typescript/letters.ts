// whether a line that begins with `in` goes on with the one before it, the C library says, which knows letters
type Row = {
  a: string
  iné: number;
  b: boolean;
}
export { a, type, type Row as Ark } from "k";
export { type } from "k";
export default function () {}
(Row).length && 1;
