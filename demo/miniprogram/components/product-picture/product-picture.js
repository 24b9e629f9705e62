const { drawing } = require('./drawing.js')

Component({
  properties: { product: Object },
  data: { source: '' },
  observers: {
    product(product) {
      if (product?.tint) this.setData({ source: drawing(product) })
    },
  },
})
