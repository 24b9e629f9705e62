import { type Product, productOf } from './catalog.ts'

export type Line = { product: Product; quantity: number }

const KEY = 'chunshan.cart'

const read = (): Record<string, number> => {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}')
  } catch {
    return {}
  }
}
const write = (quantities: Record<string, number>): void => {
  localStorage.setItem(KEY, JSON.stringify(quantities))
}

export const cartLines = (): Line[] =>
  Object.entries(read()).flatMap(([id, quantity]) => {
    const product = productOf(id)
    return product && quantity > 0 ? [{ product, quantity }] : []
  })

export const cartCount = (): number => cartLines().reduce((sum, line) => sum + line.quantity, 0)

export const cartValue = (): number =>
  cartLines().reduce((sum, { product, quantity }) => sum + product.price * quantity, 0)

/** Changes how many of a product are in the cart; below one it goes. */
export const changeCart = (id: string, by: number): void => {
  const quantities = read()
  const quantity = (quantities[id] ?? 0) + by
  if (quantity > 0) quantities[id] = quantity
  else delete quantities[id]
  write(quantities)
}

export const emptyCart = (): void => write({})
