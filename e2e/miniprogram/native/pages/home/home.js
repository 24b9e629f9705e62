const products = require('../../utils/products.js')

Page({
  data: { products: [], refreshed: 0 },
  // A hook that is async, and no other hook of the life cycle at all.
  async onLoad() {
    await Promise.resolve()
    this.setData({ products })
  },
  onPullDownRefresh() {
    this.setData({ refreshed: this.data.refreshed + 1 })
  },
  // Async, and what it returns matters to whoever calls it.
  async onTapProduct(event) {
    const { id } = event.currentTarget.dataset
    await wx.navigateTo({ url: `/pages/product/product?id=${id}` })
    return id
  },
  // No `this` of its own.
  onTapBanner: () => 'banner',
})
