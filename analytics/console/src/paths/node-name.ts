/** `12_/cart` is the node `/cart` at position 12. */
export const nodeName = (id: string): string => id.slice(id.indexOf('_') + 1)

export const nodePosition = (id: string): number => Number.parseInt(id, 10)
