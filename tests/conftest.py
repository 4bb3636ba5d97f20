from hypothesis import settings

settings.register_profile("patient", deadline=None)  # machines differ; a slow example is no fault
settings.load_profile("patient")
