// A bare ampersand in the text of JSX and in the values of its attributes.
export const Terms = ({ count, open }) => {
  const label = open ? "Hide" : "Show";
  return (
    <section>
      <h1>Terms & Conditions</h1>
      <a href="/list?from=1&to=2" title="Q & A">{count > 1 && label} R&D && more</a>
    </section>
  );
};
