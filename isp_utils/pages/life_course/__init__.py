"""The page of the Bildungsbiografie: stations, transitions, needs, obstacles and interfaces, in the order of life."""

from isp_utils.pages.life_course import forecasts, hindsight, obstacles, prospects
from isp_utils.pages.life_course.page import LifeCourse

__all__ = ["LifeCourse", "forecasts", "hindsight", "obstacles", "prospects"]
