declare module "*.notes" {
  export default (...names: string[]) => unknown;
}
