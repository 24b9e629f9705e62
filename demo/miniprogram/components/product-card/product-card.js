Component({
  properties: { product: Object },
})
