"""How cards look on a screen and on paper: one card an A4 page."""

STYLES = """
:root{--ink:#2a241e;--soft:#6f665c;--faint:#a89e92;--line:#e9e2d8;--paper:#fffdfa;--desk:#f3ede5;--accent:#d95f0e;
--wash:#fdf1e6;--good:#1f7a6d;--serif:"Iowan Old Style","Palatino Linotype",Palatino,"Source Serif 4",Georgia,serif;
--sans:Inter,"Helvetica Neue","Segoe UI",Roboto,Arial,sans-serif}
*{box-sizing:border-box}
html{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{margin:0;background:var(--desk);color:var(--ink);font:8.6pt/1.36 var(--sans);font-variant-numeric:tabular-nums}
h1,h2,h3,p,ul,ol,figure,blockquote,dl,dd{margin:0;padding:0}
ul,ol{list-style:none}
.sheet{position:relative;width:210mm;min-height:297mm;margin:10mm auto;padding:11mm 12mm 9mm;background:var(--paper);
box-shadow:0 1px 2px #0001,0 12px 40px #5a3a1414;display:flex;flex-direction:column;gap:3.6mm;overflow-wrap:anywhere}
.sheet::before{content:"";position:absolute;inset:0 0 auto 0;height:2.2mm;background:var(--accent)}
.head{display:grid;grid-template-columns:33mm 1fr;gap:6mm;align-items:center}
.portrait img{display:block;width:33mm;height:33mm}
.kicker{font-size:7.4pt;letter-spacing:.09em;text-transform:uppercase;color:var(--accent);font-weight:600}
.kicker span{color:var(--faint);letter-spacing:0;text-transform:none;font-weight:400}
h1{font:600 25pt/1.08 var(--serif);letter-spacing:-.01em;margin-top:.8mm}
.story{font:italic 11pt/1.35 var(--serif);color:#463d33;margin-top:1.4mm}
.suggested{font:400 7pt var(--sans);color:var(--faint);letter-spacing:0;margin-left:1.6mm;vertical-align:middle}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(28mm,1fr));border:.25mm solid var(--line);border-radius:2.2mm;
overflow:hidden}
.tile{padding:1.8mm 2.6mm;border-right:.25mm solid var(--line)}
.tile:last-child{border-right:0}
.tile b{display:block;font:600 14pt/1.15 var(--serif)}
.tile small{color:var(--soft);font-size:7.2pt}
.verdict{color:var(--soft);font-size:8pt}
.verdict b{color:var(--ink);font-weight:600}
.fields{columns:2;column-gap:7mm}
.fields section{break-inside:avoid;margin-bottom:3mm}
h2{font:600 8.2pt var(--sans);color:var(--accent);border-bottom:.25mm solid var(--line);padding-bottom:.7mm;margin-bottom:1.1mm}
.line{display:grid;grid-template-columns:15mm 1fr;gap:2mm;padding:.42mm 0;break-inside:avoid}
.line svg{width:15mm;height:3.2mm;margin-top:.35mm}
.line .n{color:var(--faint);font-size:7pt}
.line .judged{color:var(--accent);font-size:7.2pt;font-weight:600}
.line.marker .told{font-weight:600}
.line.bare{grid-template-columns:1fr}
.line.none{color:var(--soft);grid-template-columns:1fr}
.line.none::before,.tag{content:"no data";
display:inline-block;justify-self:start;font-size:6.4pt;letter-spacing:.05em;
text-transform:uppercase;border:.25mm dashed #cfc4b6;border-radius:1mm;padding:0 1.1mm;color:var(--faint);
align-self:start;margin-top:.4mm}
.line.none{grid-template-columns:auto 1fr}
.line.note{grid-template-columns:auto 1fr}
.line.note .tag{border-style:solid;border-color:var(--good);color:var(--good)}
.line cite{font-style:normal;color:var(--faint);font-size:7pt}
sup{font-size:5.6pt;color:var(--faint);margin-left:.4mm;line-height:0}
.key{display:flex;gap:4mm;color:var(--soft);font-size:6.8pt;align-items:center}
.key i{display:inline-block;width:2.1mm;height:2.1mm;border-radius:50%;background:var(--accent);
margin-right:1mm;vertical-align:-.2mm}
.key i.all{width:.6mm;border-radius:.3mm;background:#6f665c}
.low{display:grid;grid-template-columns:1.18fr .82fr;gap:7mm;align-items:start}
.plays li{display:grid;grid-template-columns:4.4mm 1fr;padding:.55mm 0}
.plays li::before{content:"";width:2.4mm;height:2.4mm;border:.35mm solid #cfc4b6;border-radius:50%;margin-top:.75mm}
.plays li.best::before{border-color:var(--accent)}
.plays li.chosen::before{background:var(--accent);border-color:var(--accent)}
.plays b{font-weight:600}
.plays p{color:#4b4239;font-size:7.9pt;line-height:1.32}
.charts{display:grid;gap:2mm}
.charts img{display:block;width:auto;max-width:100%;height:auto;max-height:46mm}
.row{display:grid;grid-template-columns:1fr 1fr;gap:3mm 7mm}
.box{background:var(--wash);border-radius:2mm;padding:2mm 2.8mm}
.box h3{font:600 7.6pt var(--sans);color:var(--accent);margin-bottom:.6mm}
.box.stop h3{color:#a3261d}
.box.stop{background:#fbeeec}
.box li{padding-left:3mm;text-indent:-3mm}
.box li::before{content:"– ";color:var(--faint)}
blockquote{font:italic 9.4pt/1.35 var(--serif);border-left:.6mm solid var(--accent);padding-left:3mm}
blockquote cite{display:block;font:400 7pt var(--sans);color:var(--faint)}
.foot{margin-top:auto;border-top:.25mm solid var(--line);padding-top:1.4mm;color:var(--faint);font-size:5.9pt;line-height:1.3}
.foot ol{columns:3;column-gap:5mm}
.foot li{break-inside:avoid;padding-left:3.4mm;text-indent:-3.4mm}
.foot li b{display:inline-block;width:3.4mm;text-indent:0;font-weight:600;color:var(--soft)}
.foot .end{display:flex;justify-content:space-between;margin-top:1mm;color:var(--soft);font-size:6.6pt}
.people{display:grid;grid-template-columns:repeat(2,1fr);gap:4mm 6mm;align-content:start}
.people a{display:grid;grid-template-columns:20mm 1fr;gap:3.6mm;align-items:center;color:inherit;
text-decoration:none;padding:1.6mm;border:.25mm solid var(--line);border-radius:3mm;break-inside:avoid}
.people img{width:20mm;height:20mm;display:block}
.people b{font:600 12pt/1.15 var(--serif);display:block}
.people small{color:var(--soft);display:block;font-size:7.6pt}
.bar{display:block;height:1.4mm;border-radius:.7mm;background:var(--line);margin-top:1mm;overflow:hidden}
.bar i{display:block;height:100%;background:var(--accent)}
.empty{color:var(--soft);font:italic 11pt/1.4 var(--serif)}
.dense{font-size:7.4pt;gap:2.6mm;padding-top:9mm}
.dense .head{grid-template-columns:25mm 1fr}.dense .portrait img{width:25mm;height:25mm}.dense h1{font-size:20pt}
.dense .story{font-size:9.4pt}.dense .tile{padding:1.1mm 2.2mm}.dense .tile b{font-size:11.5pt}
.dense .fields section{margin-bottom:2mm}.dense .line .n,.dense .line .judged{font-size:6.2pt}
.dense .plays p{font-size:6.9pt}.dense .plays li{padding:.35mm 0}.dense .charts img{max-height:34mm}
.dense .foot{font-size:5.2pt}.dense blockquote{font-size:8pt}
.tight{font-size:6.9pt;gap:2mm}.tight .plays p{font-size:6.4pt}.tight .charts img{max-height:27mm}.tight .foot{font-size:4.9pt}
.tight .foot ol{columns:4}.tight .line .n,.tight .line .judged{font-size:5.8pt}
@media screen and (max-width:780px){.sheet{width:auto;min-height:0;margin:0 0 4mm;padding:7mm 5mm}
.fields{columns:1}.low,.row,.people{grid-template-columns:1fr}
.head{grid-template-columns:22mm 1fr;gap:4mm}.portrait img{width:22mm;height:22mm}h1{font-size:19pt}.foot ol{columns:1}}
@page{size:A4;margin:0}
.alone body{background:var(--paper)}
.alone .sheet{margin:0 auto;box-shadow:none}
@media print{body{background:none}.sheet{margin:0;box-shadow:none;width:210mm;min-height:296.5mm;break-after:page}
.sheet:last-child{break-after:auto}}
"""
