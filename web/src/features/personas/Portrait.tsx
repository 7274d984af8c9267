/** A drawn portrait. As a picture it can run nothing, whatever stands in it. */
export function Portrait({ svg, name, size = 96 }: { svg: string; name: string; size?: number }) {
  const address = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  return <img src={address} width={size} height={size} alt={`Portrait of ${name}`} style={{ borderRadius: size * 0.26, flexShrink: 0, display: "block" }} />;
}
