const buyable = require('../../behaviors/buyable.js')
const products = require('../../utils/products.js')

// A component can be a page: its hooks are methods.
Component({
  behaviors: [buyable],
  properties: { id: String },
  data: { product: {}, explained: 0 },
  methods: {
    onLoad(query) {
      const product = products.find(({ id }) => id === query.id) ?? { id: query.id, name: 'Unknown', price: 0 }
      this.setData({ product })
      wx.setNavigationBarTitle({ title: product.name })
    },
    onExplain({ detail }) {
      this.setData({ explained: detail.value })
    },
    onShareAppMessage({ from }) {
      const { id, name } = this.data.product
      return { title: `${name} (${from})`, path: `/pages/product/product?id=${id}` }
    },
    onShareTimeline() {
      return { title: this.data.product.name, query: `id=${this.data.product.id}` }
    },
    onAddToFavorites() {
      return { title: this.data.product.name, query: `id=${this.data.product.id}` }
    },
  },
})
