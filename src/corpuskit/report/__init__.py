"""What was changed and what was found, to look at: one HTML file, and a card for notebooks."""

from corpuskit.report.html import ReportSize, report_html, write_report

__all__ = ["ReportSize", "report_html", "write_report"]
