const options = {
  data: { lines: [] },
  onShow() {
    this.setData({ lines: [...getApp().globalData.cart] })
  },
  onTapPay() {
    this.setData({ paid: true })
    return this.data.lines.length
  },
}
Object.defineProperty(options, 'onTabItemTap', {
  value() {
    getApp().globalData.tabTaps = (getApp().globalData.tabTaps || 0) + 1
  },
  enumerable: true,
})

// Nothing of it can be written.
Page(Object.freeze(options))
