import { type Binding, type BindingWhen, type PlanEvent, type Release, stampOf } from '../model.ts'

/** A binding as the web SDK's plugin `bindings` takes it. */
export type PageBinding = {
  selector: string
  event: string
  on?: BindingWhen
  plan: string
  path?: string
  props?: Binding['props']
}

const sorted = (props: Binding['props']): Binding['props'] =>
  Object.fromEntries(Object.entries(props).sort(([a], [b]) => (a < b ? -1 : 1)))

const ofEvent = ({ name, bindings = [] }: PlanEvent, plan: string): PageBinding[] =>
  bindings.map(({ selector, when, path, props }) => ({
    selector,
    event: name,
    ...(when !== 'click' && { on: when }),
    ...(path !== undefined && { path }),
    ...(Object.keys(props).length > 0 && { props: sorted(props) }),
    plan,
  }))

const orderOf = ({ event, selector, on, path }: PageBinding): string => JSON.stringify([event, selector, on, path])

/** Every binding of a plan, in an order that follows from what they say alone. */
export const pageBindings = (release: Release): PageBinding[] =>
  Object.values(release.events)
    .filter(({ status }) => status !== 'removed')
    .flatMap(event => ofEvent(event, stampOf(release)))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
