"""The chip of a căn cước card over NFC (ICAO 9303): an optional reader.

Basic Access Control only. PACE with the card's CAN would spare the clerk the expiry date, but no
library that we could keep does it in Python (pymrtd is not published, OpenPACE is C for Linux),
and the key agreement is nothing to write by hand; a chip that insists on PACE is refused (CHIP-07).
The Vietnamese root certificate (CSCA) is not public, so the state's signature is not verified and
the result says so. Chip and active authentication would prove nothing without that root either.

Luật Căn cước 26/2023/QH15 Điều 22 khoản 5: chip data are read with designated devices; off by
default until the province says that this reader is one.
"""
