"""How many, how sure, and between which bounds: capture-recapture, funnels, trends and disclosure control."""

from seinhuis.engine.estimates import disclosure, plots
from seinhuis.engine.estimates.averaging import average
from seinhuis.engine.estimates.bootstrap.estimating import bootstrap, bootstrapped
from seinhuis.engine.estimates.bootstrap.resampling import Replicates
from seinhuis.engine.estimates.bounds import Bounds, Verdict, bounds
from seinhuis.engine.estimates.compare import compare
from seinhuis.engine.estimates.contracts import Estimate, Interval, no_estimate
from seinhuis.engine.estimates.errors import (
    BadModel,
    BadSetting,
    EstimatesError,
    NotConnected,
    TableError,
    UnknownList,
)
from seinhuis.engine.estimates.funnel import Claim, Cluster, Funnel, Stage, compare_funnels
from seinhuis.engine.estimates.heterogeneity import chao, heterogeneity, heterogeneity_models
from seinhuis.engine.estimates.latent import latent_class
from seinhuis.engine.estimates.loglinear.covariates import covariates
from seinhuis.engine.estimates.loglinear.estimating import bic, fit, ranked, stepwise
from seinhuis.engine.estimates.loglinear.existence import Existence
from seinhuis.engine.estimates.loglinear.fitting import Fit, fit_model
from seinhuis.engine.estimates.loglinear.models import Model
from seinhuis.engine.estimates.profile import profile
from seinhuis.engine.estimates.repeated import CaptureCounts, chao_of_counts, mixture_of_counts
from seinhuis.engine.estimates.tables import CaptureTable, Description, Strata
from seinhuis.engine.estimates.trend import Break, Point, Trend, fit_trend

__all__ = [
    "BadModel",
    "BadSetting",
    "Bounds",
    "Break",
    "CaptureCounts",
    "CaptureTable",
    "Claim",
    "Cluster",
    "Description",
    "Estimate",
    "EstimatesError",
    "Existence",
    "Fit",
    "Funnel",
    "Interval",
    "Model",
    "NotConnected",
    "Point",
    "Replicates",
    "Stage",
    "Strata",
    "TableError",
    "Trend",
    "UnknownList",
    "Verdict",
    "average",
    "bic",
    "bootstrap",
    "bootstrapped",
    "bounds",
    "chao",
    "chao_of_counts",
    "compare",
    "compare_funnels",
    "covariates",
    "disclosure",
    "fit",
    "fit_model",
    "fit_trend",
    "heterogeneity",
    "heterogeneity_models",
    "latent_class",
    "mixture_of_counts",
    "no_estimate",
    "plots",
    "profile",
    "ranked",
    "stepwise",
]
