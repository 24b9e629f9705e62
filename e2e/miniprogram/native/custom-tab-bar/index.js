// Only where app.json says `custom`; it shows tabs as it likes, and nobody is told of its taps.
Component({
  methods: {
    onTapTab(event) {
      wx.switchTab({ url: `/pages/${event.currentTarget.dataset.page}/${event.currentTarget.dataset.page}` })
    },
  },
})
