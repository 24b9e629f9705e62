Component({
  properties: { value: Number },
  methods: {
    // A component's hook of a page's name is only a method.
    onShow() {
      throw new Error('nobody shows a component')
    },
    onTapPrice() {
      this.triggerEvent('explain', { value: this.data.value })
    },
  },
})
