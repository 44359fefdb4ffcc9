import x from "./a.json" with { type: "json" };
export * from "y" with { type: "json" };
export * as if from "z";
export { z, default as void } from "./b.json" with { "type": "json", };
export const f = async (a) => a ? import("./c.json", { with: { type: "json" } }) : 1;
export default class { m(a) { return a && x } } f();
