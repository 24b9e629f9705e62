const { cartLines, cartValue, changeCart, showCount } = require('../../cart.js')
const { productOf } = require('../../catalog.js')
const { itemsOf } = require('../../facts.js')
const { member } = require('../../member.js')
const { addToCart, removeFromCart, viewCart } = require('../../plan.gen.js')
const tracker = require('../../tracker.js')

Page({
  data: { lines: /** @type {import('../../cart.js').Line[]} */ ([]), value: 0 },

  onShow() {
    this.draw()
    const { lines, value } = this.data
    if (lines.length > 0) tracker.track(viewCart({ value, items: itemsOf(lines) }))
  },

  draw() {
    this.setData({ lines: cartLines(), value: cartValue() })
    showCount()
  },

  change({ currentTarget }) {
    const { id, by } = currentTarget.dataset
    const product = productOf(id)
    if (!product) return
    const { category, price } = product
    changeCart(id, by)
    const facts = { product_id: id, category_id: category, price }
    if (by < 0) tracker.track(removeFromCart({ ...facts, quantity: -by }))
    else tracker.track(addToCart({ ...facts, quantity: by, placement: 'cart' }))
    this.draw()
  },

  pay() {
    if (member()) {
      wx.navigateTo({ url: '/pages/checkout/checkout' })
      return
    }
    wx.showToast({ title: '请先登录', icon: 'none' })
    wx.switchTab({ url: '/pages/mine/mine' })
  },
})
