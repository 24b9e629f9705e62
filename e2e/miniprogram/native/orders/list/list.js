Page({
  data: { state: '' },
  onLoad(query) {
    this.setData({ state: query.state })
  },
})
