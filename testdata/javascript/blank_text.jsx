a = <b>
 
<c/>
　{d} 
</b>
e = <f>
 
</f>
