"""Glossary terms in running text, in any inflected form. Pure."""
