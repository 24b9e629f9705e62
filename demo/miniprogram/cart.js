const { productOf } = require('./catalog.js')

const KEY = 'chunshan.cart'
/** Which tab of app.json is the cart. */
const TAB = 1

/** @returns {Record<string, number>} how many of each product */
const read = () => wx.getStorageSync(KEY) || {}

/** @typedef {{ id: string, product: import('./catalog.js').Product, quantity: number }} Line */

/** @returns {Line[]} */
const cartLines = () =>
  Object.entries(read()).flatMap(([id, quantity]) => {
    const product = productOf(id)
    return product && quantity > 0 ? [{ id, product, quantity }] : []
  })

const cartCount = () => cartLines().reduce((sum, { quantity }) => sum + quantity, 0)

const cartValue = () => cartLines().reduce((sum, { product, quantity }) => sum + product.price * quantity, 0)

/** Changes how many of a product are in the cart; below one it goes. */
const changeCart = (id, by) => {
  const quantities = read()
  const quantity = (quantities[id] || 0) + by
  if (quantity > 0) quantities[id] = quantity
  else delete quantities[id]
  wx.setStorageSync(KEY, quantities)
}

const emptyCart = () => wx.removeStorageSync(KEY)

/** The number on the tab; only while a tab page is in view, as WeChat wants it. */
const showCount = () => {
  const count = cartCount()
  if (count > 0) wx.setTabBarBadge({ index: TAB, text: String(count) })
  else wx.removeTabBarBadge({ index: TAB })
}

module.exports = { cartLines, cartValue, changeCart, emptyCart, showCount }
