module.exports = {
  /** Where Maidian listens. On a phone: an https address that is among the request domains of the mini-program. */
  url: 'http://127.0.0.1:8080',
  /** The events of a device under test are found by this id, in `plan verify --debug ID` too; empty for everybody else. */
  debug: '',
}
