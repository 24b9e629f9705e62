// The test's own: it decides which tracker runs in this shop.
require('./tracker.js')

App({
  globalData: { cart: [] },
  onShow(options) {
    this.globalData.scene = options.scene
  },
})
