"""Where people live: every area inside a county beside the county, one page each, and all of them on one page.

The Steckbrief of an area is made by `cards.PlaceCards` alone: the site writes thirty of them, a notebook shows one.
"""

from isp_utils.pages.places.page import SocialSpaces as SocialSpaces
