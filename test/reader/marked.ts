/** A view without the marks of src/store/reader/shown.ts, as a test can write it down. */
export type Plain<View> = View extends string | number | boolean | null | undefined
  ? View
  : View extends readonly (infer Item)[]
    ? Plain<Item>[]
    : { [Key in keyof View as Key extends string ? Key : never]: Plain<View[Key]> };

/** Views of tests that render without a database: no row was read, so there is no tag to put. */
export const marked = <View>(view: NoInfer<Plain<View>>): View => view as View;
