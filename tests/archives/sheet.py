"""An invented fact sheet with what reading one for an update has to tell apart."""

SHEET = """\
Fact Sheet: The Valley Program

May 4, 2023

Asylum Offices

Guatemala received more than 1,450 asylum claims in 2022. Honduras received nearly 900 asylum claims in 2022.

The office in Honduras will hear cases on June 12 and June 19.

Work Visas

The United States issued 18,000 visas to workers from Guatemala (6,500 visas in the first half of 2022 and 11,500 visas
in the second half of 2022).

Assistance

The agency provided $310 million to Guatemala in 2022. Elsewhere 250 families were helped.
"""
