/** Lines of the cart as events tell of them. */
const itemsOf = lines =>
  lines.map(({ product, quantity }) => ({
    item_id: product.id,
    item_name: product.name,
    price: product.price,
    quantity,
  }))

/** Products of a list as events tell of them, the first at position 1. */
const listed = products =>
  products.map(({ id, name, price }, i) => ({ item_id: id, item_name: name, price, position: i + 1 }))

/** A readable number that is new each time, such as `o-mb2k9x-417`. */
const newNumber = prefix => `${prefix}-${Date.now().toString(36)}-${Math.floor(Math.random() * 900 + 100)}`

module.exports = { itemsOf, listed, newNumber }
