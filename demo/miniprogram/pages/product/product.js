const { changeCart } = require('../../cart.js')
const { productOf } = require('../../catalog.js')
const { addToCart, viewItem } = require('../../plan.gen.js')
const tracker = require('../../tracker.js')

const factsOf = ({ id, category, price }) => ({ product_id: id, category_id: category, price })

Page({
  data: { product: /** @type {import('../../catalog.js').Product | null} */ (null) },

  onLoad({ id }) {
    const product = productOf(id)
    if (!product) return
    this.setData({ product })
    wx.setNavigationBarTitle({ title: product.name })
  },

  onReady() {
    const { product } = this.data
    if (product) tracker.track(viewItem(factsOf(product)))
  },

  onShareAppMessage() {
    const { product } = this.data
    return product
      ? { title: `${product.name} · 春山`, path: `/pages/product/product?id=${product.id}` }
      : { title: '春山 · 茶与器', path: '/pages/home/home' }
  },

  put() {
    const { product } = this.data
    if (!product) return
    changeCart(product.id, 1)
    tracker.track(addToCart({ ...factsOf(product), quantity: 1, placement: 'product' }))
  },

  add() {
    this.put()
    wx.showToast({ title: '已放进购物车', icon: 'success' })
  },

  buy() {
    this.put()
    wx.switchTab({ url: '/pages/cart/cart' })
  },
})
