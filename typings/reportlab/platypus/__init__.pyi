from reportlab.platypus.doctemplate import BaseDocTemplate as BaseDocTemplate
from reportlab.platypus.doctemplate import NextPageTemplate as NextPageTemplate
from reportlab.platypus.doctemplate import PageTemplate as PageTemplate
from reportlab.platypus.flowables import Flowable as Flowable
from reportlab.platypus.flowables import KeepTogether as KeepTogether
from reportlab.platypus.flowables import Spacer as Spacer
from reportlab.platypus.frames import Frame as Frame
from reportlab.platypus.paragraph import Paragraph as Paragraph
