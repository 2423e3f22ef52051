"""The embedded size of Kontor: one command that runs all it needs.

`manage.py serve` is a *supervisor*. Its *children* are a private Redis (unless `REDIS_URL` names another), a Celery
worker with its beat, and the web server. A child that dies is started again; when the supervisor ends, so do they.
A *lock* on the data directory keeps a second supervisor away from the same data.
"""
