// No hook at all, and a field that is no function.
Page({
  data: { taps: 0, word: '' },
  owner: { name: 'nobody' },
  onTapOrders() {
    wx.navigateTo({ url: '/orders/list/list?state=paid' })
  },
  onTapCount() {
    this.setData({ taps: this.data.taps + 1 })
    return this.owner.name
  },
  onInput({ detail }) {
    this.setData({ word: detail.value })
  },
  onTapThrow() {
    throw new Error('a handler of the shop fails')
  },
})
