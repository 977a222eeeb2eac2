import type { ExchangePosition } from '../../api/contract';

export function isOpen({ status }: ExchangePosition): boolean {
  return status === 'opening' || status === 'open' || status === 'closing';
}

/** Change of the price since entry in the position's favour, as a fraction, before costs; null without both prices. */
export function openReturn({ entry, direction }: ExchangePosition, price: number | undefined): number | null {
  const from = Number(entry ?? 0);
  if (price === undefined || !(from > 0)) return null;
  const change = price / from - 1;
  return direction === 'long' ? change : -change;
}
