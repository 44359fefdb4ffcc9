# @generated
x = 1
