// What JSX adds.
function Card({ items, title = 'none' }: Props) {
  const rows = items.map((item) => (item.done && item.shown ? <b key={item.id}>{item.name}</b> : null));
  if (rows && title) {
    return <>
      <h1 class="a &amp; b">Text &lt; text</h1>
      {title && rows}{title && rows || null}
      <Row<string> {...rows} />
    </>;
  }
  return <Row />;
}
