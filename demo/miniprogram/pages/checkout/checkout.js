const { cartLines, cartValue, emptyCart } = require('../../cart.js')
const { itemsOf, newNumber } = require('../../facts.js')
const { addPaymentInfo, beginCheckout, createOrder, purchase } = require('../../plan.gen.js')
const tracker = require('../../tracker.js')

Page({
  data: {
    payments: [
      { type: 'wechat', name: '微信支付' },
      { type: 'unionpay', name: '云闪付' },
      { type: 'gift_card', name: '礼品卡' },
    ],
    payment: 'wechat',
    checkout: '',
    address: '',
    lines: /** @type {import('../../cart.js').Line[]} */ ([]),
    value: 0,
  },

  onLoad() {
    this.setData({ checkout: newNumber('c'), lines: cartLines(), value: cartValue() })
  },

  onReady() {
    const { checkout, lines, value } = this.data
    if (lines.length > 0) tracker.track(beginCheckout({ checkout_id: checkout, value, items: itemsOf(lines) }))
  },

  write({ detail }) {
    this.setData({ address: detail.value })
  },

  choose({ currentTarget }) {
    const { type } = currentTarget.dataset
    const { checkout, payment, value } = this.data
    if (type === payment) return
    this.setData({ payment: type })
    tracker.track(addPaymentInfo({ checkout_id: checkout, payment_type: type, value }))
  },

  /** The order is created, and the payment succeeds at once: a real shop calls `wx.requestPayment` between the two. */
  submit() {
    const { address, checkout, lines, payment, value } = this.data
    if (!address.trim()) {
      wx.showToast({ title: '请填写收货地址', icon: 'none' })
      return
    }
    const order = { order_id: newNumber('o'), value, items: itemsOf(lines) }
    tracker.track(createOrder({ ...order, checkout_id: checkout }))
    tracker.track(purchase({ ...order, payment_type: payment }))
    emptyCart()
    wx.redirectTo({ url: `/pages/paid/paid?id=${order.order_id}` })
  },
})
