Page({
  data: { order: '' },

  onLoad({ id }) {
    this.setData({ order: id })
  },
})
