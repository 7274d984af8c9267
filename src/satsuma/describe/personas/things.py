"""What portraits hold: small drawings around (0, 0), about 44 units wide.

`L` is the light colour, `K` the ink, `A` the accent.
"""

from __future__ import annotations

from satsuma.model.persona_definitions import Thing

THINGS: dict[Thing, str] = {
    "phone": (
        '<rect x="-12" y="-21" width="24" height="42" rx="5" fill="K"/>'
        '<rect x="-9" y="-16" width="18" height="29" rx="2" fill="L"/>'
        '<circle cy="17" r="2" fill="L"/><path d="M-5 -9h10M-5 -3h10M-5 3h6" stroke="A" stroke-width="2.4"/>'
    ),
    "watering can": (
        '<path d="M-12 -6h22v22a4 4 0 0 1-4 4h-14a4 4 0 0 1-4-4z" fill="A"/>'
        '<path d="M10 2l12-12" stroke="A" stroke-width="5"/>'
        '<path d="M18 -14l8 8" stroke="K" stroke-width="4"/>'
        '<path d="M-10 -6c0-14 18-14 18 0" stroke="K" stroke-width="3"/>'
        '<path d="M-12 4h22" stroke="L" stroke-width="3"/>'
    ),
    "parcel": (
        '<rect x="-19" y="-14" width="38" height="32" rx="3" fill="A"/>'
        '<path d="M-19 -4h38" stroke="K" stroke-width="2"/>'
        '<path d="M0 -14v32" stroke="L" stroke-width="6"/>'
        '<path d="M-6 10l4 4 8-9" stroke="K" stroke-width="2.4"/>'
    ),
    "envelope": (
        '<rect x="-21" y="-15" width="42" height="30" rx="4" fill="L" stroke="K" stroke-width="2.4"/>'
        '<path d="M-19 -12l19 15 19-15" stroke="A" stroke-width="3"/>'
    ),
    "calendar": (
        '<rect x="-18" y="-16" width="36" height="35" rx="4" fill="L" stroke="K" stroke-width="2.4"/>'
        '<path d="M-18 -6h36" stroke="K" stroke-width="2.4"/>'
        '<path d="M-9 -21v8M9 -21v8" stroke="K" stroke-width="3"/>'
        '<circle cx="-8" cy="3" r="3" fill="K"/><circle cx="2" cy="3" r="3" fill="K"/>'
        '<circle cx="8" cy="12" r="5" fill="A"/>'
    ),
    "tag": (
        '<path d="M-20 2l20-22h16a4 4 0 0 1 4 4v16l-22 20a4 4 0 0 1-5 0l-13-13a4 4 0 0 1 0-5z" fill="A"/>'
        '<circle cx="11" cy="-11" r="3.6" fill="L"/>'
        '<path d="M-8 8l8-16M-9 -2h.1M1 3h.1" stroke="L" stroke-width="3.4"/>'
    ),
    "gift": (
        '<rect x="-17" y="-6" width="34" height="25" rx="3" fill="A"/>'
        '<rect x="-20" y="-12" width="40" height="10" rx="3" fill="L"/>'
        '<path d="M0 -12v31" stroke="K" stroke-width="5"/>'
        '<path d="M0 -12c-4-12-16-10-13-3 2 4 9 3 13 3 4 0 11 1 13-3 3-7-9-9-13 3z"'
        ' fill="K"/>'
    ),
    "cart": (
        '<path d="M-22 -14h7l6 22h20l6-16h-28" stroke="K" stroke-width="3"/>'
        '<path d="M-13 -8h28l-5 14h-19z" fill="A"/>'
        '<circle cx="-7" cy="16" r="4" fill="K"/><circle cx="9" cy="16" r="4" fill="K"/>'
    ),
    "house": (
        '<path d="M-16 -2v20h32v-20" fill="L"/><path d="M-22 0l22-19 22 19" stroke="A" stroke-width="5"/>'
        '<rect x="-5" y="6" width="10" height="12" rx="1" fill="K"/>'
    ),
    "leaf": (
        '<path d="M-16 16c-6-24 10-36 34-34 2 26-12 40-34 34z" fill="A"/>'
        '<path d="M-18 20c6-14 14-22 26-30" stroke="L"'
        ' stroke-width="2.6"/>'
    ),
    "clock": (
        '<circle r="20" fill="L" stroke="K" stroke-width="3"/>'
        '<path d="M0 -12v12l8 6" stroke="A" stroke-width="3.4"/>'
    ),
    "coin": (
        '<ellipse cy="12" rx="18" ry="7" fill="K"/><ellipse cy="6" rx="18" ry="7" fill="A"/>'
        '<ellipse cy="-1" rx="18" ry="7" fill="K"/>'
        '<ellipse cy="-7" rx="18" ry="7" fill="A"/><ellipse cy="-8" rx="10" ry="3.4" fill="L"/>'
    ),
    "lantern": (
        '<path d="M-8 -16c0-8 16-8 16 0" stroke="K" stroke-width="3"/>'
        '<rect x="-12" y="-15" width="24" height="6" rx="2" fill="K"/>'
        '<rect x="-10" y="-9" width="20" height="24" fill="L"/>'
        '<path d="M0 -4c6 6 6 12 0 14-6-2-6-8 0-14z" fill="A"/>'
        '<rect x="-13" y="14" width="26" height="6" rx="2" fill="K"/>'
    ),
    "question": (
        '<path d="M-20 -17h40a4 4 0 0 1 4 4v20a4 4 0 0 1-4 4h-22l-10 9v-9h-8a4 4 0 0 1-4-4v-20a4 4'
        ' 0 0 1 4-4z" fill="L" stroke="K"'
        ' stroke-width="2.4"/>'
        '<path d="M-5 -7c0-8 11-7 10-1 -1 4-5 3-5 8" stroke="A" stroke-width="3"/><circle cy="6" r="2" fill="A"/>'
    ),
    "heart": '<path d="M0 18c-30-18-22-38-9-36 6 1 8 5 9 8 1-3 3-7 9-8 13-2 21 18-9 36z" fill="A"/>',
    "briefcase": (
        '<rect x="-21" y="-9" width="42" height="27" rx="4" fill="A"/>'
        '<path d="M-7 -9v-6h14v6" stroke="K" stroke-width="3.4"/>'
        '<path d="M-21 2h42" stroke="K" stroke-width="2.4"/>'
        '<rect x="-4" y="-2" width="8" height="8" rx="2" fill="L"/>'
    ),
    "building": (
        '<rect x="-18" y="-8" width="16" height="28" fill="L"/>'
        '<rect x="-4" y="-20" width="22" height="40" rx="2" fill="A"/>'
        '<path d="M1 -13h4M9 -13h4M1 -5h4M9 -5h4M1 3h4M9 3h4M1 11h4M9 11h4" stroke="L" stroke-width="4"/>'
        '<path d="M-14 -2h7M-14 5h7M-14 12h7" stroke="K" stroke-width="2.6"/>'
    ),
    "pen": (
        '<rect x="-17" y="-18" width="28" height="37" rx="3" fill="L" stroke="K" stroke-width="2.4"/>'
        '<path d="M-11 -9h16M-11 -2h16M-11 5h8" stroke="K" stroke-width="2.2"/>'
        '<path d="M2 14l17-20 4 4-17 19-6 2z" fill="A"/>'
    ),
    "handshake": (
        '<path d="M-22 -6l10-6 12 5 12-5 10 6v14h-6l-14 9-16-9h-8z" fill="A"/>'
        '<path d="M-10 2l9-7 12 10" stroke="L"'
        ' stroke-width="3"/><path d="M-2 14l5-4M-9 10l6-5" stroke="L" stroke-width="2.6"/>'
    ),
    "compass": (
        '<circle r="20" fill="L" stroke="K" stroke-width="3"/>'
        '<path d="M9 -10l-5 14-13 6 5-14z" fill="A"/><circle r="2.4" fill="K"/>'
    ),
}
