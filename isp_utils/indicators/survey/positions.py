"""What institutions say: few, known to one another, so no percentages below thirty and words alone by field."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from isp_utils.indicators.survey.results import COLUMNS, HARD_SHARE, POSITION, RESPONSE, as_table, no_results
from isp_utils.intake.survey.wave import Wave
from isp_utils.model.schema import Flag
from isp_utils.model.surveys import SurveyItem
