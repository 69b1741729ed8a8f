#!/usr/bin/env python3
"""Fills the cache of rocrate-validator with the two JSON-LD contexts a crate names, so that it works offline.

usage: prime.py CACHE, the path of the cache without its ending .sqlite

The contexts are cut down to the terms that our crates use, with the addresses that RO-Crate 1.1 and the
workflow-run vocabulary give them: a term that is not here is told by the validator as unknown.
"""
import io
import json
import sys

from requests import Response
from requests.adapters import BaseAdapter
from requests_cache import CachedSession
from urllib3 import HTTPResponse

SCHEMA = """CreativeWork Dataset Person Organization SoftwareApplication SoftwareSourceCode HowTo HowToStep
ComputerLanguage CreateAction ControlAction OrganizeAction PropertyValue DefinedTerm about name description
datePublished dateModified version identifier url keywords license author publisher contributor mainEntity
hasPart mentions givenName familyName affiliation encodingFormat contentSize additionalType softwareVersion
softwareRequirements text programmingLanguage step position workExample exampleOfWork actionStatus error
endTime agent instrument object result value propertyID unitCode unitText alternateName valueReference"""
RUN = "sha256 environment resourceUsage"

RO_CRATE = {name: "http://schema.org/" + name for name in SCHEMA.split()}
RO_CRATE |= {
    "File": "http://schema.org/MediaObject",
    "ComputationalWorkflow": "https://bioschemas.org/ComputationalWorkflow",
    "FormalParameter": "https://bioschemas.org/FormalParameter",
    "input": "https://bioschemas.org/ComputationalWorkflow#input",
    "output": "https://bioschemas.org/ComputationalWorkflow#output",
    "conformsTo": "http://purl.org/dc/terms/conformsTo",
}
CONTEXTS = {
    "https://w3id.org/ro/crate/1.1/context": RO_CRATE,
    "https://w3id.org/ro/terms/workflow-run/context": {
        name: "https://w3id.org/ro/terms/workflow-run#" + name for name in RUN.split()
    },
}
TYPE = "application/ld+json"


class Local(BaseAdapter):
    """Answers from the table above, and never asks the network."""

    def send(self, request, **_):
        body = io.BytesIO(json.dumps({"@context": CONTEXTS[request.url]}).encode())
        answer = Response()
        answer.raw = HTTPResponse(
            body=body, status=200, headers={"Content-Type": TYPE}, preload_content=False,
            request_url=request.url)
        answer.status_code, answer.reason, answer.encoding = 200, "OK", "utf-8"
        answer.headers["Content-Type"] = TYPE
        answer.url, answer.request = request.url, request
        return answer

    def close(self):
        pass


session = CachedSession(cache_name=sys.argv[1], expire_after=-1, backend="sqlite")
session.mount("https://", Local())
for url in CONTEXTS:
    # The ways in which the validator and rdflib ask for a context.
    for accept in (None, TYPE, TYPE + ", application/json, */*;q=0.1"):
        session.get(url, headers={"Accept": accept} if accept else {})
