import { cartLines, cartValue, emptyCart } from '../cart.ts'
import { priceText } from '../catalog.ts'
import { html } from '../html.ts'
import type { Go, Page } from '../page.ts'
import { beginCheckout, createOrder, purchase } from '../plan.gen.ts'
import { itemsOf, newNumber, tracker } from '../tracking.ts'

/** Pays: the order is created, the member is known from here on, and the payment succeeds at once. */
const pay = (form: HTMLFormElement, go: Go): void => {
  const given = new FormData(form)
  const order = { order_id: newNumber('o'), value: cartValue(), items: itemsOf(cartLines()) }
  tracker.identify(`m-${String(given.get('member')).trim()}`)
  tracker.track(createOrder(order))
  tracker.track(purchase({ ...order, payment_type: String(given.get('payment')) }))
  emptyCart()
  go(`/shop/paid/${order.order_id}`)
}

export const checkout = (go: Go): Page => {
  const lines = cartLines()
  const value = cartValue()
  return {
    title: '结算 · 春山',
    body: html`
      <header class="section"><h1>结算 <span class="english">Checkout</span></h1></header>
      <form class="checkout">
        <fieldset>
          <legend>会员与收货</legend>
          <label>会员号<input name="member" required pattern="[A-Za-z0-9_]{1,32}" placeholder="例如 10086" autocomplete="username" /></label>
          <label>收货地址<input name="address" required placeholder="省市区与详细地址" autocomplete="street-address" /></label>
        </fieldset>
        <fieldset>
          <legend>支付方式</legend>
          <label class="choice"><input type="radio" name="payment" value="wechat" checked />微信支付</label>
          <label class="choice"><input type="radio" name="payment" value="alipay" />支付宝</label>
          <label class="choice"><input type="radio" name="payment" value="unionpay" />云闪付</label>
        </fieldset>
        <div class="total"><span>${lines.length} 种商品</span><strong>${priceText(value)}</strong>
          <button class="button">提交订单并支付</button></div>
        <p class="fine">示例商店：不会真的扣款，地址不会被上报。</p>
      </form>`,
    ready: root => {
      tracker.track(beginCheckout({ checkout_id: newNumber('c'), value, items: itemsOf(lines) }))
      const form = root.querySelector<HTMLFormElement>('form.checkout')
      form?.addEventListener('submit', event => {
        event.preventDefault()
        pay(form, go)
      })
    },
  }
}

export const paid = (order: string): Page => ({
  title: '支付成功 · 春山',
  body: html`
    <section class="paid">
      <div class="seal">成</div>
      <h1>支付成功</h1>
      <p>订单 <code>${order}</code>，茶在路上了。</p>
      <p class="english">Paid. Your order is on its way, and the funnel has just moved.</p>
      <a class="button quiet" href="/shop/">继续逛逛</a>
    </section>`,
})
