import type { Cart } from "./cart";

export abstract class View<T extends Cart> {
  private open = (name = "cart") => this.names?.includes(name) ?? false;
  static count = 0;

  static {
    if (View.count === 0) View.count = 1;
  }

  constructor(private readonly names: string[]) {}

  abstract render(cart: T): unknown;

  get first(): string | undefined {
    return this.names.length > 0 && this.names[0] ? this.names[0] : undefined;
  }
}

export const Rows = ({ cart, empty = "nothing" }: { cart: Cart; empty?: string }) => (
  <ul>
    {cart.lines.length === 0 && <li>{empty}</li>}
    {cart.lines.map((line) => (
      <li key={line.name}>{line.amount > 1 ? `${line.amount} ${line.name}` : line.name}</li>
    ))}
  </ul>
);
