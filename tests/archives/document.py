"""A document of invented countries, with what real ones do to a reader: odd spaces, curly quotes, split phrases."""

ARTICLE = """\
June 3, 2031

Ministers of Ruritania and Zembla meet on the river question

The two ministers met in Strelsau. Spokesperson Rudolf Rassendyll said in a statement that the accord “opens 12
crossings for good.”

“We look forward to the talks that Zembla will host in May 2032,” he said.

Below are the remarks

Minister Flavia Elphberg
With Minister Charles Kinbote
At the River Conference Session
on Open Crossings

June 2, 2031
Strelsau, Ruritania

MINISTER ELPHBERG:\u00a0 Good morning.\u00a0 Crossings came to a peak of 2,800 migrants in a day.

Today we count no more than 100 daily.\u00a0 Zembla has registered more than 1.9\u00a0million Ruritanians.

MINISTER KINBOTE:\u00a0 Thank you.\u00a0 More than 600,000 received that status, and 40 mobile units are at work.

Title 9 – the old rule – will end as of May 23rd.

Update on the River Strategy

The River Strategy was launched on July 29, 2030.

Open the Crossings

  • Asylum Offices:\u00a0\u00a0Ruritania received more than 1,000 asylum claims in 2030. The agency opened three
MRCs and trained over 600 officials. It will send $310 million, of which $1.2 million is spent.
  • Returns:\u00a0 Almost 120,000 (22,308 women and 75,271 men) returned migrants came home.\u00a0 The plan
“Come\u00a0Home” foresees 18,000 H\u20112B visas (6,500 allotted for the first half and 11,500 for the second half).
Offices opened in 40 percent of the 340 municipalities, though hundreds of cases wait.

Work Abroad

  • Asylum Offices:\u00a0 Zembla received more than 1,000 asylum claims in 2030.

Minister Flavia Elphberg waves in Strelsau, Ruritania, on June 2, 2031. [Photo by A. Hentzau]
Minister Flavia Elphberg leaves Strelsau, Ruritania, on June 2, 2031. [Photo by A. Hentzau]

0 0 votes
"""
