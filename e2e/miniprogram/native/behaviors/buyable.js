/** Methods that a page has from elsewhere. */
module.exports = Behavior({
  data: { bought: 0 },
  methods: {
    onBuy(event) {
      const { cart } = getApp().globalData
      cart.push(event.currentTarget.dataset.id)
      this.setData({ bought: cart.length })
      return cart.length
    },
  },
})
