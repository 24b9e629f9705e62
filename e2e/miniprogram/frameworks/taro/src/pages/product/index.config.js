export default { navigationBarTitleText: '', enableShareAppMessage: true }
